namespace XbFunctions.Host;

/// <summary>What the <c>Connection</c> of a binding leads to: a connection string, or a namespace and an identity.</summary>
/// <param name="Text">The connection string; <see langword="null"/> for an identity.</param>
/// <param name="Identity">The identity; <see langword="null"/> for a connection string.</param>
internal sealed record ConnectionSetting(string? Text, IdentityConnection? Identity);
