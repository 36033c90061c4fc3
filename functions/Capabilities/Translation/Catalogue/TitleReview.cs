namespace XbFunctions.Capabilities.Translation;

/// <summary>A translated title that a person should look at.</summary>
/// <param name="Sku">The item.</param>
/// <param name="From">BCP 47 tag of the title that it was made from.</param>
/// <param name="Source">That title.</param>
/// <param name="Language">Language of the translation.</param>
/// <param name="Title">The translation.</param>
/// <param name="Engine">Who translated.</param>
/// <param name="Quality">How far the engine trusts it, 0 to 1.</param>
public sealed record TitleReview(string Sku, string From, string Source, string Language, string Title, string Engine, double Quality);
