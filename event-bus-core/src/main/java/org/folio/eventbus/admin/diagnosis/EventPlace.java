/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import org.folio.eventbus.StreamKey;

/**
 * Where an event stands in the order of its key; its producer knows.
 *
 * @param sequence from 1
 */
public record EventPlace(StreamKey key, long sequence) {}
