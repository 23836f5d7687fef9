/* SPDX-License-Identifier: Apache-2.0 */
/** What the circulation log says of each kind of log record: pure functions. */
@NullMarked
package org.folio.adapter.audit.record;

import org.jspecify.annotations.NullMarked;
