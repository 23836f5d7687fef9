/* SPDX-License-Identifier: Apache-2.0 */
/** Published events, their comparison with expected ones, and missing ones. */
@NullMarked
package org.folio.adapter.circulation.witness.finding;

import org.jspecify.annotations.NullMarked;
