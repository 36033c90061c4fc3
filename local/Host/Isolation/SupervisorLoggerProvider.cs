using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Sends the log of a function process to its supervisor, which writes one log for all.</summary>
internal sealed class SupervisorLoggerProvider(SupervisedProcess process) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(process, categoryName);

    public void Dispose()
    {
        // The channel outlives the log.
    }

    private sealed class Logger(SupervisedProcess process, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            process.Log(logLevel, category, eventId, formatter(state, exception), exception);
    }
}
