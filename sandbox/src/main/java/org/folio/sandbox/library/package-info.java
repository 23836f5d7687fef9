/* SPDX-License-Identifier: Apache-2.0 */
/** The events of patrons in a library, and their effect on open loans. */
@NullMarked
package org.folio.sandbox.library;

import org.jspecify.annotations.NullMarked;
