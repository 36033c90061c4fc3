namespace XbFunctions.Capabilities.Privacy;

/// <summary>A key that was in use before.</summary>
public sealed class PreviousKeyOptions
{
    /// <summary>Its id, to tell a wrong secret at the start.</summary>
    /// <value><c>k_</c> and 8 hexadecimal digits, as <c>xb keys id</c> prints; default empty: not checked.</value>
    public string Id { get; set; } = "";

    /// <summary>The key: at least 32 random bytes in base64.</summary>
    /// <value>No default.</value>
    public string Key { get; set; } = "";
}
