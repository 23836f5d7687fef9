/* SPDX-License-Identifier: Apache-2.0 */
/** What an installation has before the bridge comes: a mod-pubsub, and a module that uses it. */
@NullMarked
package org.folio.sandbox.pubsub;

import org.jspecify.annotations.NullMarked;
