namespace XbFunctions.Host;

/// <summary>Why a timer fires.</summary>
internal enum TimerOccasion
{
    /// <summary>Its time has come.</summary>
    Scheduled,

    /// <summary>Its time came while no host ran.</summary>
    PastDue,

    /// <summary>The host started, and the function asks to run then.</summary>
    StartUp,
}
