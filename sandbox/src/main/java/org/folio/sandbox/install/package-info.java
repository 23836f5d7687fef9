/* SPDX-License-Identifier: Apache-2.0 */
/** The servers and processes of an installation on this machine. */
@NullMarked
package org.folio.sandbox.install;

import org.jspecify.annotations.NullMarked;
