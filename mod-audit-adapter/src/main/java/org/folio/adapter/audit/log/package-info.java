/* SPDX-License-Identifier: Apache-2.0 */
/** The table of the circulation log and the statements that write it. */
@NullMarked
package org.folio.adapter.audit.log;

import org.jspecify.annotations.NullMarked;
