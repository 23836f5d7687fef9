/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import org.folio.eventbus.StreamKey;

/**
 * The position of an event in the order of its key, as its producer knows it.
 *
 * @param sequence from 1
 */
public record EventPlace(StreamKey key, long sequence) {}
