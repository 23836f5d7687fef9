/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What a subscription does with its events. */
public sealed interface EventHandler permits TransactionalHandler, ExternalHandler {}
