using System.CommandLine;

namespace XbFunctions.Xb.Items;

/// <summary><c>xb items</c>: the catalogue.</summary>
internal static class ItemsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("items", "Fill the catalogue.") { ImportItemsCommand.Create() };
}
