/* SPDX-License-Identifier: Apache-2.0 */
/** The table of the circulation log and what is written to it. */
@NullMarked
package org.folio.adapter.audit.log;

import org.jspecify.annotations.NullMarked;
