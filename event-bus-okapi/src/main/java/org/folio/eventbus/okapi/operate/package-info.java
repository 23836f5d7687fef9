/* SPDX-License-Identifier: Apache-2.0 */
/** The routes of operators under /event-bus. */
@NullMarked
package org.folio.eventbus.okapi.operate;

import org.jspecify.annotations.NullMarked;
