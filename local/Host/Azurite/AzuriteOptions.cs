namespace XbFunctions.Host;

/// <summary>How to start an Azurite.</summary>
public sealed class AzuriteOptions
{
    /// <summary>Folder of its files; created when missing, used by one Azurite at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Told, in one line each, about steps that take long, such as installing the npm packages.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>How long it may take until it answers.</summary>
    /// <value>Default 60 s: a busy two-core machine needs several.</value>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
