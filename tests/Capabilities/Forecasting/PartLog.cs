using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Counts what runs log.</summary>
internal sealed class PartLog : ILogger<NightlyForecasts>
{
    private const int PartDone = 6020;
    private const int RunPaused = 6024;

    public int Parts { get; private set; }

    public List<string> Pauses { get; } = [];

    public Action? OnPart { get; set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == PartDone)
        {
            Parts++;
            OnPart?.Invoke();
        }
        else if (eventId.Id == RunPaused)
        {
            Pauses.Add(formatter(state, exception));
        }
    }
}
