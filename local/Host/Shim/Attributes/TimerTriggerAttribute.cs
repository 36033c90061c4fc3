using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule; one instance of the app fires, and runs never overlap.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Binds to a schedule.</summary>
    /// <param name="schedule">NCRONTAB expression of six fields, seconds first, or a <see cref="TimeSpan"/>; <c>%Setting%</c> is replaced.</param>
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>The schedule as written, before settings are replaced.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether the schedule is kept in a status blob, so that a missed run is made up for.</summary>
    /// <value>Default <see langword="true"/>; has no effect on schedules that fire more than once a minute.</value>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs at every start of the app.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool RunOnStartup { get; set; }
}
