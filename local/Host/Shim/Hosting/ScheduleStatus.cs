namespace Microsoft.Azure.Functions.Worker;

/// <summary>The stored state of a schedule.</summary>
public class ScheduleStatus
{
    /// <summary>When the schedule last fired; year 1 before the first time.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it is expected to fire next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this state was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
