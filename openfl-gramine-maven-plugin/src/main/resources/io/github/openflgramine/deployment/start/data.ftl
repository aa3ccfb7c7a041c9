[#if !isAggregator && !given?seq_contains("plan/data.yaml")]
[#-- Which part of the data the plan's data loader gets. --]
if [ ! -e "$kit/plan/data.yaml" ] && [ -t 0 ]; then
    printf 'Which data does the plan use here: a number, or a path below data/ such as data/images? ' >&2
    read -r part
    case $part in
        '' | /* | '~'* | *..* | *,*) fail "'$part' is neither a number nor a path below data/" ;;
    esac
    mkdir -p "$kit/plan"
    echo [=sh(actor)]",$part" >"$kit/plan/.data.yaml.new"
    mv "$kit/plan/.data.yaml.new" "$kit/plan/data.yaml"
fi

[/#if]
