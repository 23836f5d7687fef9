/* SPDX-License-Identifier: Apache-2.0 */
/** Which module delivers for a tenant: this one, or a mod-pubsub behind it. */
@NullMarked
package org.folio.adapter.pubsub.mode;

import org.jspecify.annotations.NullMarked;
