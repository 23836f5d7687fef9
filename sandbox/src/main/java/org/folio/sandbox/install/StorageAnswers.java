/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.folio.sandbox.storage.StorageAnswer;
import org.folio.sandbox.storage.Storages;

/** Answers for the modules that store loans, accounts and users. */
final class StorageAnswers implements ResponseDefinitionTransformerV2 {

  static final String NAME = "storage-answers";

  private static final String[] PARAMETERS = {"query", "limit", "offset"};

  private final Storages storages;

  StorageAnswers(Storages storages) {
    this.storages = storages;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    Map<String, String> query = new HashMap<>();
    for (String name : PARAMETERS) {
      QueryParameter parameter = request.queryParameter(name);
      if (parameter.isPresent()) {
        query.put(name, parameter.firstValue());
      }
    }
    StorageAnswer answer =
        storages.answer(
            request.getMethod().value(),
            URI.create(request.getUrl()).getPath(),
            query,
            request.getBodyAsString());
    return ResponseDefinitionBuilder.responseDefinition()
        .withStatus(answer.status())
        .withHeader("Content-Type", answer.contentType())
        .withBody(answer.body())
        .build();
  }
}
