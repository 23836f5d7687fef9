/* SPDX-License-Identifier: Apache-2.0 */
/** What patrons do in a library, and what that means for their open loans. */
@NullMarked
package org.folio.sandbox.library;

import org.jspecify.annotations.NullMarked;
