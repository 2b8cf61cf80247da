import Segment

/// The script for bash; it needs no other package.
enum BashCompletions {
  static let script = #"""
    # Completions of segment-step for bash, printed by: segment-step --completions bash
    _segment_step() {
      # The words up to the cursor. COMP_WORDS splits them also at = and : and the like.
      local line=${COMP_LINE:0:COMP_POINT} words=() last=-1 index piece blanks
      for ((index = 0; index <= COMP_CWORD; index++)); do
        blanks=${line%%[![:blank:]]*}
        line=${line#"$blanks"}
        if ((index == 0)) || [[ -n $blanks ]]; then words[++last]=; fi
        piece=${COMP_WORDS[index]}
        ((index < COMP_CWORD)) || piece=$line
        words[last]+=$piece
        line=${line#"$piece"}
      done
      # Quotes are not completed: bash puts them back.
      local word=${words[last]//[\"\']/} replaced=${2//[\"\']/} previous=
      ((last == 0)) || previous=${words[last - 1]}

      # What is completed: `value`, which stands after `head` in its word, as argument of `flag`.
      local flag= head= value=$word offers= files=
      # Short flags may stand together; the last one may have its argument behind it.
      local bundle='^-[\#(plain)]*[\#(taking)]'
      if [[ $word == *[\<\>]* || $previous == *[\<\>] ]]; then
        flag=redirection value=${word##*[<>]}
        head=${word%"$value"}
      elif [[ $word == --*=* ]]; then
        flag=${word%%=*} value=${word#*=}
        head=$flag=
      else
        case $previous in
          \#(required)) flag=$previous ;;
          *)
            if [[ $previous =~ $bundle$ ]]; then
              flag=-${previous: -1}
            elif [[ $word =~ $bundle ]] && [[ $word != "${BASH_REMATCH[0]}" ]]; then
              head=${BASH_REMATCH[0]}
              flag=-${head: -1} value=${word#"$head"}
            fi
            ;;
        esac
      fi

      case $flag in
        '') offers='\#(flags)' ;;
        redirection) files=1 ;;
    \#(cases)
      esac

      local IFS=$'\n'
      if [[ -n $files ]]; then
        # Readline itself knows best about blanks and tildes in the names of files, but not that one
        # begins within the word.
        if [[ $head != -[!-]* ]]; then compopt -o default 2> /dev/null && return; fi
        compopt -o filenames 2> /dev/null
        COMPREPLY=($(compgen -f -- "$value"))
      else
        COMPREPLY=($(IFS=' ' && compgen -W "$offers" -- "$value"))
      fi
      # Bash replaces only what follows the last = or :, not the whole word.
      local kept=${word%"$replaced"}
      for ((index = 0; index < ${#COMPREPLY[@]}; index++)); do
        piece=$head${COMPREPLY[index]}
        if [[ -n $files && -d ${COMPREPLY[index]} ]]; then piece+=/; fi
        COMPREPLY[index]=${piece#"$kept"}
      done
      if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=:./] ]]; then
        compopt -o nospace 2> /dev/null
      fi
      return 0
    }
    complete -F _segment_step segment-step

    """#

  /// The letters of the short flags without an argument, and of those with one.
  private static let plain = CompletionParts.letters(takingArgument: false)
  private static let taking = CompletionParts.letters(takingArgument: true)

  /// The long flags that take the next word as their argument, and the short ones alone.
  private static let required = FlagTable.all.flatMap { flag -> [String] in
    if case .required = flag.argument { CompletionParts.spellings(flag) } else { [] }
  }.joined(separator: "|")

  /// The long flags, one that may have an argument also with its equals sign.
  private static let flags = FlagTable.all.flatMap { flag -> [String] in
    if case .optional = flag.argument {
      [flag.id.spelling, flag.id.spelling + "="]
    } else {
      [flag.id.spelling]
    }
  }.joined(separator: " ")

  private static let cases = FlagTable.all.compactMap { flag in
    action(flag).map { "    \(CompletionParts.spellings(flag).joined(separator: "|")))\($0) ;;" }
  }.joined(separator: "\n")

  private static func action(_ flag: Flag) -> String? {
    switch flag.completion {
    case .nothing: nil
    case .files: " files=1"
    case .words(let words): " offers='\(words.joined(separator: " "))'"
    case .items(let items):
      #"""

            head+=${value%"${value##*,}"} value=${value##*,}
            offers='\#(items.joined(separator: " "))'
      """#
    case .assignment: assignment
    }
  }

  private static var assignment: String {
    let values = CompletionParts.choices.map { parameter in
      let name = parameter.name.rawValue
      let words = parameter.words.map { "\(name)=\($0)" }.joined(separator: " ")
      return "        \(name)=*) offers='\(words)' ;;\n"
    }
    let members = CompletionParts.objects.map { object in
      let name = object.name.rawValue
      let words = CompletionParts.members(of: object).map { "\(name).\($0)=" }
      return "        \(name).*) offers='\(words.joined(separator: " "))' ;;\n"
    }
    let names =
      (CompletionParts.parameters.map { "\($0.name.rawValue)=" }
      + CompletionParts.objects.map { "\($0.name.rawValue)." }).joined(separator: " ")
    return """

            case $value in
      \(values.joined())        *=*) ;;
      \(members.joined())        *) offers='\(names)' ;;
            esac
      """
  }
}
