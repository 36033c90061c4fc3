using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>From a function process: a line of its log.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Category">Its category.</param>
/// <param name="EventId">Its event id.</param>
/// <param name="Text">The line, formatted.</param>
/// <param name="Fault">The exception, formatted; <see langword="null"/> without one.</param>
internal sealed record LogMessage(LogLevel Level, string Category, int EventId, string Text, string? Fault) : ChannelMessage
{
    /// <inheritdoc/>
    public override string ToString() => Fault is null ? Text : Text + Environment.NewLine + Fault;
}
