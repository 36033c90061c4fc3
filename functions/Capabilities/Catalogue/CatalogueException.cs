namespace XbFunctions.Capabilities.Catalogue;

/// <summary>The stored catalogue cannot be read.</summary>
public sealed class CatalogueException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What, where, expected and got.</param>
    /// <param name="inner">What was thrown.</param>
    public CatalogueException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
