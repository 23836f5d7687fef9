/* SPDX-License-Identifier: Apache-2.0 */
/** Stand-ins for the modules behind Okapi that store loans, accounts and users. */
@NullMarked
package org.folio.sandbox.storage;

import org.jspecify.annotations.NullMarked;
