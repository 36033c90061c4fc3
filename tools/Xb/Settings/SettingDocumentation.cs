using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace XbFunctions.Xb.Settings;

/// <summary>What the documentation files beside the assemblies say of properties.</summary>
internal sealed partial class SettingDocumentation
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _members = [];

    /// <summary>Summary and value of a property as one line of Markdown; empty where there is no documentation file.</summary>
    /// <param name="property">The property.</param>
    public string Of(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly;
        if (!_members.TryGetValue(assembly, out var members))
        {
            members = _members[assembly] = Load(Path.ChangeExtension(assembly.Location, ".xml"));
        }

        return members.TryGetValue($"P:{property.DeclaringType.FullName}.{property.Name}", out var member)
            ? string.Join(' ', new[] { member.Element("summary"), member.Element("value") }.OfType<XElement>().Select(Line))
            : string.Empty;
    }

    private static Dictionary<string, XElement> Load(string file) => File.Exists(file)
        ? XDocument.Load(file).Descendants("member").ToDictionary(static member => (string)member.Attribute("name")!, StringComparer.Ordinal)
        : [];

    private static string Line(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } target => $"`{target.Value[(target.Value.LastIndexOf('.') + 1)..]}`",
        XElement other => string.Concat(other.Nodes().Select(Markdown)),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
