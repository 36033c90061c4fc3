namespace XbFunctions.Capabilities.Translation;

/// <summary>Why a part of a text is kept as it is.</summary>
public enum ProtectedKind
{
    /// <summary>A brand of the settings.</summary>
    Brand,

    /// <summary>Letters and digits mixed: SKUs and model numbers.</summary>
    Code,

    /// <summary>A clothes size.</summary>
    Size,

    /// <summary>A number, with its unit or currency sign.</summary>
    Number,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>A placeholder of a program: <c>{0}</c>, <c>%s</c>, <c>{{name}}</c>.</summary>
    Placeholder,

    /// <summary>A tag, a comment or an entity of HTML, or an element that is not to be translated.</summary>
    Markup,

    /// <summary>A term of the glossary; its target term is kept as it is.</summary>
    Glossary,
}
