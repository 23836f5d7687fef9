/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.Set;
import org.folio.sandbox.storage.Storages;

/**
 * Stores records for events published through Okapi before the publisher gets its response. In a
 * real installation mod-circulation and mod-feesfines do that, and then publish.
 */
final class PublishedEvents implements ServeEventListener {

  private static final Set<String> PATHS = Set.of("/circulation-events", "/fees-fines-events");
  private static final int CREATED = 201;

  private final Storages storages;

  PublishedEvents(Storages storages) {
    this.storages = storages;
  }

  @Override
  public String getName() {
    return "published-events";
  }

  @Override
  public void beforeResponseSent(ServeEvent event, Parameters parameters) {
    if (event.getResponse().getStatus() == CREATED
        && event.getRequest().getMethod().equals(RequestMethod.POST)
        && PATHS.contains(URI.create(event.getRequest().getUrl()).getPath())) {
      storages.published(event.getRequest().getBody());
    }
  }
}
