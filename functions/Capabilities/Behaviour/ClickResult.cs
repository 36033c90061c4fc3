namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of a click.</summary>
internal enum ClickResult
{
    /// <summary>It counted.</summary>
    Taken,

    /// <summary>Its sessions may be closed: nothing of it counted.</summary>
    TooLate,

    /// <summary>It is a bot's: nothing of it counted.</summary>
    Bot,

    /// <summary>It counted, but as many sessions were open as are allowed: it is in none.</summary>
    NoSession,
}
