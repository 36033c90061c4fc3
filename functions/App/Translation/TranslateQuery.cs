using Microsoft.AspNetCore.Http;

namespace XbFunctions.App.Translation;

/// <summary>The parameters of a translation.</summary>
/// <param name="Problem">What is wrong with the first that is wrong; null when all are right.</param>
internal sealed record TranslateQuery(IResult? Problem)
{
    /// <summary>Codes of the targets.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Code of the source; null to have it detected.</summary>
    public string? From { get; init; }

    /// <summary>Whether texts are HTML.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Category for the glossary.</summary>
    public string? Category { get; init; }

    /// <summary>Market for the glossary.</summary>
    public string? Market { get; init; }

    /// <summary>Suggestions of the memory that are wanted with each translation.</summary>
    public int Suggestions { get; init; }
}
