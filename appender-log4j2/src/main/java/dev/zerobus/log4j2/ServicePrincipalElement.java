// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <ServicePrincipal clientId="..." clientSecret="${env:SECRET}"/>}: who the application is for the workspace. */
@Plugin(name = "ServicePrincipal", category = Core.CATEGORY_NAME, elementType = SettingElement.TYPE)
final class ServicePrincipalElement implements SettingElement {

    private final @Nullable String clientId;
    private final @Nullable String clientSecret;
    private final @Nullable String clientSecretFile;

    private ServicePrincipalElement(
            @Nullable String clientId, @Nullable String clientSecret, @Nullable String clientSecretFile) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.clientSecretFile = clientSecretFile;
    }

    @PluginFactory
    static ServicePrincipalElement create(
            @PluginAttribute("clientId") @Nullable String clientId,
            @PluginAttribute(value = "clientSecret", sensitive = true) @Nullable String clientSecret,
            @PluginAttribute("clientSecretFile") @Nullable String clientSecretFile) {
        return new ServicePrincipalElement(clientId, clientSecret, clientSecretFile);
    }

    @Override
    public void addTo(ElementSettings settings, String prefix) {
        if (!settings.atTop("<ServicePrincipal>", prefix)) {
            return;
        }
        settings.attribute("client.id", clientId, "clientId of <ServicePrincipal>");
        settings.attribute("client.secret", clientSecret, "clientSecret of <ServicePrincipal>");
        settings.attribute("client.secret-file", clientSecretFile, "clientSecretFile of <ServicePrincipal>");
    }
}
