using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Log lines of translation: event ids 7000 to 7099. Texts are never logged.</summary>
internal static partial class TranslationLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The glossary was not read and the one before stays in use: {Reason}")]
    internal static partial void GlossaryNotRead(this ILogger logger, string reason);

    [LoggerMessage(7002, LogLevel.Warning, "The translation memory did not answer, and translation goes on without it: {Reason}")]
    internal static partial void MemoryFailed(this ILogger logger, string reason);

    [LoggerMessage(7003, LogLevel.Warning, "Engine {Engine} failed: {Reason}")]
    internal static partial void EngineFailed(this ILogger logger, string engine, string reason);

    [LoggerMessage(7004, LogLevel.Information, "Phrase model {Model} {Version} translates.")]
    internal static partial void PhraseModelInUse(this ILogger logger, string model, string version);

    [LoggerMessage(7005, LogLevel.Warning, "Phrase model {Model} was not loaded: {Reason}")]
    internal static partial void PhraseModelRefused(this ILogger logger, string model, string reason);

    [LoggerMessage(7006, LogLevel.Information, "Network {Model} {Version} translates.")]
    internal static partial void NeuralModelInUse(this ILogger logger, string model, string version);

    [LoggerMessage(7007, LogLevel.Warning, "Network {Model} was not loaded: {Reason}")]
    internal static partial void NeuralModelRefused(this ILogger logger, string model, string reason);
}
