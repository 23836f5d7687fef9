/* SPDX-License-Identifier: Apache-2.0 */
/** What the collections of this module share: reading bodies, paging, numbers. */
@NullMarked
package org.folio.adapter.patronblocks.http;

import org.jspecify.annotations.NullMarked;
