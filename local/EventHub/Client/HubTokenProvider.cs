namespace XbFunctions.EventHub;

/// <summary>Gives a client the tokens with which it proves access. Safe for use by several threads.</summary>
public abstract class HubTokenProvider
{
    /// <summary>Gives a token for an address; called again before the one before ends.</summary>
    /// <param name="audience">The address: <c>sb://host/hub...</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HubClientException">There is no token to be had.</exception>
    public abstract ValueTask<HubToken> GetTokenAsync(string audience, CancellationToken cancellationToken);
}
