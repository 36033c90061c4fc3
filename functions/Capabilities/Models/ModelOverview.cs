using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Models;

/// <summary>One model of the registry.</summary>
public sealed record ModelOverview
{
    /// <summary>Model name.</summary>
    public required string Name { get; init; }

    /// <summary>Version that serves; null where none does.</summary>
    public ModelVersionOverview? Champion { get; init; }

    /// <summary>Version in shadow; null where none is.</summary>
    public ModelVersionOverview? Challenger { get; init; }

    /// <summary>Versions that a rollback goes back to, the next one last.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>Number of published versions.</summary>
    public required int Versions { get; init; }

    /// <summary>The last run of learning; null where none has ended, or the model does not learn.</summary>
    public LearningReport? Learning { get; init; }
}
