/* SPDX-License-Identifier: Apache-2.0 */
/** Shows answers, to people and to scripts. */
@NullMarked
package org.folio.eventbus.console.output;

import org.jspecify.annotations.NullMarked;
