/* SPDX-License-Identifier: Apache-2.0 */
/** What operators' tools and adapters ask of a bus beyond its events. */
@NullMarked
package org.folio.eventbus.admin;

import org.jspecify.annotations.NullMarked;
