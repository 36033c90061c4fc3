using System.Collections.Concurrent;

namespace XbFunctions.EventHub;

/// <summary>What one connection has proved to be allowed, and until when.</summary>
/// <param name="time">The clock.</param>
internal sealed class ClientClaims(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _claims = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a claim.</summary>
    /// <param name="audience">An address of the hub, or of the whole namespace.</param>
    /// <param name="expiresAt">When it ends.</param>
    public void Add(string audience, DateTimeOffset expiresAt)
    {
        var hub = EntityAddress.GetPath(audience).Split('/')[0];
        _claims[hub is EntityAddress.Cbs or EntityAddress.Management ? "" : hub] = expiresAt;
    }

    /// <summary>Whether a claim for the hub, or for the whole namespace, holds now.</summary>
    public bool Allows(string hub) => IsValid(hub) || IsValid("");

    private bool IsValid(string claim) => _claims.TryGetValue(claim, out var expiresAt) && expiresAt > time.GetUtcNow();
}
