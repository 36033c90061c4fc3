namespace XbFunctions.EventHub;

/// <summary>Proof of access to an address of a namespace, as it is put on <c>$cbs</c>.</summary>
/// <param name="Text">The token; a secret.</param>
/// <param name="Type">Its kind: <see cref="SasType"/> or <see cref="JwtType"/>.</param>
/// <param name="ExpiresAt">When it ends, in UTC.</param>
public readonly record struct HubToken(string Text, string Type, DateTimeOffset ExpiresAt)
{
    /// <summary>The kind of shared access signatures.</summary>
    public const string SasType = "servicebus.windows.net:sastoken";

    /// <summary>The kind of tokens that an identity provider gives.</summary>
    public const string JwtType = "jwt";

    /// <summary>The kind and the end; never the token.</summary>
    public override string ToString() => $"{Type} until {ExpiresAt:O}";
}
