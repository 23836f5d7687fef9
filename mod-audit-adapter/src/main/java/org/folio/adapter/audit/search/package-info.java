/* SPDX-License-Identifier: Apache-2.0 */
/** Answers queries on the circulation log. */
@NullMarked
package org.folio.adapter.audit.search;

import org.jspecify.annotations.NullMarked;
