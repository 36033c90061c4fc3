using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Settings of translation.</summary>
public sealed class TranslationOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Translation";

    /// <summary>Brands, apart by commas: kept in every translation as they are written here.</summary>
    /// <value>Default none.</value>
    public string Brands { get; set; } = string.Empty;

    /// <summary>Quality below which a translation is marked for review.</summary>
    /// <value>0 to 1; default 0.7.</value>
    [Range(0.0, 1.0)]
    public double ReviewBelow { get; set; } = 0.7;

    /// <summary>Share of its words that the lexicon must know of a text to translate it.</summary>
    /// <value>0.1 to 1; default 0.75: below it most of what stays is not the language that was asked for.</value>
    [Range(0.1, 1.0)]
    public double LexiconCoverage { get; set; } = 0.75;

    /// <summary>Translations kept in memory; the least used make room.</summary>
    /// <value>100 to 1,000,000; default 20,000: some 20 MB.</value>
    [Range(100, 1_000_000)]
    public int MemoryEntries { get; set; } = 20_000;

    /// <summary>Address of Azure AI Translator; empty leaves it out. Local engines are then all there is. A laptop asks it as the developer who is signed in.</summary>
    /// <value>Default empty.</value>
    public string Endpoint { get; set; } = string.Empty;

    /// <summary>Folder with networks of your own, each in a folder named after its pair, such as <c>en-de</c>, in the layout of common exports.</summary>
    /// <value>Default empty: only those in storage are used.</value>
    public string ModelFolder { get; set; } = string.Empty;

    /// <summary>Characters of the catalogue's titles that one run of <c>TranslateCatalogue</c> gives to engines; what is left waits for the next.</summary>
    /// <value>0 to 10,000,000; default 100,000; 0 leaves the catalogue as it is.</value>
    [Range(0, 10_000_000)]
    public int CatalogueCharacters { get; set; } = 100_000;

    /// <summary>Names of <see cref="Brands"/>.</summary>
    internal IEnumerable<string> BrandNames => Brands.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Refuses bad translation settings at start-up; the message names the setting.</summary>
[OptionsValidator]
internal sealed partial class TranslationOptionsValidator : IValidateOptions<TranslationOptions>;
