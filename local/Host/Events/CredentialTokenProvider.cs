using Azure.Core;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Proves access to a namespace with the token of an identity.</summary>
internal sealed class CredentialTokenProvider(TokenCredential credential) : HubTokenProvider
{
    private static readonly string[] Scopes = ["https://eventhubs.azure.net/.default"];

    public override async ValueTask<HubToken> GetTokenAsync(string audience, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken).ConfigureAwait(false);
        return new HubToken(token.Token, HubToken.JwtType, token.ExpiresOn);
    }
}
