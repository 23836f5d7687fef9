/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

/**
 * The state of a patron.
 *
 * @param freshness the maximum gaps of the state
 * @param state the requested part
 */
public record PatronState<T>(Freshness freshness, T state) {}
