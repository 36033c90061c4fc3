using System.Reflection;

namespace XbFunctions.Host.Tests;

/// <summary>Writes down what of a type another assembly can see: one line for the type, then one for each member, in a fixed order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly string[] OfEveryObject = ["Equals", "GetHashCode", "ToString"];

    /// <summary>The lines of a type, separated by line feeds.</summary>
    public static string Describe(Type type)
    {
        var text = string.Join('\n', [Head(type), .. Members(type).Select(static line => "  " + line)]);
        return type.Namespace!.StartsWith("Azure.", StringComparison.Ordinal) ? text.Replace("?", "", StringComparison.Ordinal) : text;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        return
        [
            .. type.GetConstructors().Select(static constructor => $"({Parameters(constructor)})"),
            .. type.GetProperties(Declared).Select(Property).Order(StringComparer.Ordinal),
            .. type.GetMethods(Declared)
                .Where(static method => !method.IsSpecialName && !OfEveryObject.Contains(method.Name))
                .Select(Method).Order(StringComparer.Ordinal),
        ];
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.IsEnum || kind == "delegate" ? []
            : (type.BaseType is { } parent && parent != typeof(object) ? [parent] : Array.Empty<Type>())
                .Concat(type.GetInterfaces().Except(inherited).Where(static item => item.Name is not ("IEnumerable" or "IDisposable"))).Select(Name).ToArray();
        var targets = type.IsSubclassOf(typeof(Attribute)) ? $" on {type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!.ValidOn}" : "";
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}{targets}";
    }

    private static string Property(PropertyInfo property)
    {
        var nullability = new NullabilityInfoContext().Create(property);
        var access = property.SetMethod is null ? "get" : property.SetMethod.IsPublic ? "get set" : property.SetMethod.IsPrivate ? "get, private set" : "get";
        return $"{Modifier(property.GetMethod!)}{Marked(property.PropertyType, nullability.ReadState)} {property.Name} {{ {access} }}{Obsolete(property)}";
    }

    private static string Method(MethodInfo method)
    {
        var nullability = new NullabilityInfoContext().Create(method.ReturnParameter);
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static item => item.Name))}>" : "";
        return $"{Modifier(method)}{Marked(method.ReturnType, nullability.ReadState)} {method.Name}{generic}({Parameters(method)}){Obsolete(method)}";
    }

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract "
        : method.GetBaseDefinition() != method ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static parameter =>
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : parameter.Member.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) && parameter.Position == 0 ? "this " : "";
        var standard = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? "default" : "null")}" : "";
        var nullability = new NullabilityInfoContext().Create(parameter);
        return $"{prefix}{Marked(parameter.ParameterType, nullability.ReadState)} {parameter.Name}{standard}";
    }));

    private static string Marked(Type type, NullabilityState state) =>
        Name(type) + (state == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? "?" : "");

    private static string Obsolete(MemberInfo member) => member.IsDefined(typeof(ObsoleteAttribute)) ? " obsolete" : "";

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
