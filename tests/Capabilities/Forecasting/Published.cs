using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Keeps the events of runs.</summary>
internal sealed class Published : IEventPublisher
{
    public List<OutgoingEvent> Events { get; } = [];

    public Action? OnEvents { get; set; }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Events.AddRange(events);
        OnEvents?.Invoke();
        return Task.CompletedTask;
    }
}
