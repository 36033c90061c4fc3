using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Translation;

/// <summary>A title that an item lacks.</summary>
/// <param name="Sku">The item.</param>
/// <param name="From">BCP 47 tag of the title that is to be translated.</param>
/// <param name="Title">That title.</param>
/// <param name="To">Language that is missing, a code of <see cref="TranslationLanguages"/>.</param>
/// <param name="Category">The item's category path.</param>
public sealed record TitleGap(Sku Sku, string From, string Title, string To, string Category)
{
    /// <summary>Language of the title, a code of <see cref="TranslationLanguages"/>.</summary>
    public string FromCode => TranslationLanguages.Find(From)!.Code;
}
