using System.CommandLine;

namespace XbFunctions.Xb.Translate;

/// <summary><c>xb translate</c>: translation of what the platform holds.</summary>
internal static class TranslateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("translate", "Translate what the platform holds.")
    {
        TranslateCatalogueCommand.Create(),
    };
}
