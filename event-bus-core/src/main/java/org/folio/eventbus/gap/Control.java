/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

/** What travels on a stream beside its events and concerns the bus alone. */
public sealed interface Control permits Unavailable, Beacon {}
