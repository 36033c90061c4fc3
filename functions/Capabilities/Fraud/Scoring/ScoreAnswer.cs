namespace XbFunctions.Capabilities.Fraud;

/// <summary>The answer to a request for a score. The default value is "not loaded yet".</summary>
/// <param name="Kind">Which answer it is.</param>
/// <param name="Field">Member, parameter or header at fault; null where there is none.</param>
/// <param name="Detail">One sentence; null where <paramref name="Body"/> says it all.</param>
/// <param name="Body">JSON of the decision in UTF-8; empty where there is none.</param>
public readonly record struct ScoreAnswer(ScoreAnswerKind Kind, string? Field, string? Detail, ReadOnlyMemory<byte> Body)
{
    internal static ScoreAnswer Of(ReadOnlyMemory<byte> body) => new(ScoreAnswerKind.Decided, null, null, body);

    internal static ScoreAnswer Not(ScoreAnswerKind kind, string? field, string detail) => new(kind, field, detail, default);
}
