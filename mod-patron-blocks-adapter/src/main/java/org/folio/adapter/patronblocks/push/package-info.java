/* SPDX-License-Identifier: Apache-2.0 */
/** Events pushed over HTTP: their endpoints, and their path into the projection. */
@NullMarked
package org.folio.adapter.patronblocks.push;

import org.jspecify.annotations.NullMarked;
