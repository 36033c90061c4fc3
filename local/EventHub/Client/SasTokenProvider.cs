namespace XbFunctions.EventHub;

/// <summary>Signs tokens with an access key.</summary>
/// <param name="keyName">Name of the access key.</param>
/// <param name="key">The access key.</param>
/// <param name="time">The clock.</param>
public sealed class SasTokenProvider(string keyName, string key, TimeProvider time) : HubTokenProvider
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override ValueTask<HubToken> GetTokenAsync(string audience, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow() + Lifetime;
        return ValueTask.FromResult(new HubToken(SasToken.Create(audience, keyName, key, expiresAt), HubToken.SasType, expiresAt));
    }
}
