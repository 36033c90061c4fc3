namespace XbFunctions.Capabilities.Catalogue;

/// <summary>What became of one item of a request.</summary>
public enum ItemOutcome
{
    /// <summary>Refused, and nothing changed.</summary>
    Refused,

    /// <summary>New in the catalogue.</summary>
    Created,

    /// <summary>Another than before.</summary>
    Updated,

    /// <summary>The very item that the catalogue holds already.</summary>
    Unchanged,
}
